// How long until a moment, going on by the server's clock: the machine one sits at may be minutes off.

// The rule of rows.countdown: the two largest units, begun minutes counted whole.
export function countdown(milliseconds) {
  const minutes = Math.ceil(Math.floor(milliseconds / 1000) / 60)
  if (minutes <= 0) return "now"
  const days = Math.floor(minutes / 1440)
  const hours = Math.floor(minutes / 60) % 24
  if (days) return hours ? `in ${days} d ${hours} h` : `in ${days} d`
  if (hours) return minutes % 60 ? `in ${hours} h ${minutes % 60} min` : `in ${hours} h`
  return `in ${minutes} min`
}

const clock = document.querySelector("[data-server-clock]")
const ahead = clock ? new Date(clock.dateTime) - Date.now() : 0

function tick() {
  for (const time of document.querySelectorAll("[data-countdown]")) {
    const left = countdown(new Date(time.dateTime) - (Date.now() + ahead))
    if (time.textContent !== left) time.textContent = left
  }
}

setInterval(tick, 5000)
document.addEventListener("visibilitychange", tick)

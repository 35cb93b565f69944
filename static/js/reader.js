// What a reader's page gains where scripts run. Nothing here is needed to read.

const words = { copied: "Copied", failed: "Copying did not work" };

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

// A button that copies an address and says so where it stands.
function copyButton(label, address) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = label;
  button.addEventListener("click", async () => {
    said.textContent = button.textContent = (await copied(address())) ? words.copied : words.failed;
    setTimeout(() => { button.textContent = label; said.textContent = ""; }, 2500);
  });
  return button;
}

const said = Object.assign(document.createElement("p"), { className: "unseen" });
said.setAttribute("role", "status");
document.body.append(said);

const here = () => document.querySelector('link[rel="canonical"]')?.href ?? location.href;

// Share and print: the list holds a link to send by mail; scripts add what only they can do.
for (const list of document.querySelectorAll(".hand-on ul")) {
  const add = (button) => list.appendChild(document.createElement("li")).append(button);
  if (navigator.clipboard) add(copyButton("Copy link", here));
  const print = Object.assign(document.createElement("button"), { type: "button", textContent: "Print" });
  print.addEventListener("click", () => window.print());
  add(print);
}

// Fields that hold something to take away get a button beside them.
if (navigator.clipboard) {
  for (const field of document.querySelectorAll(".share [readonly]")) {
    field.after(copyButton("Copy", () => field.value));
  }
}

// One quiet link to the paragraph the pointer is in. The keyboard and the page without script have the address alone.
const body = document.querySelector(".story .body");
if (body && matchMedia("(hover: hover)").matches) {
  const mark = Object.assign(document.createElement("a"), { className: "para", textContent: "¶", tabIndex: -1 });
  mark.setAttribute("aria-hidden", "true");
  body.addEventListener("pointerover", (event) => {
    const block = event.target.closest(".body > [id^='p-']");
    if (!block || mark.parentNode === block) return;
    mark.href = `#${block.id}`;
    block.append(mark);
  });
}

// The section the page belongs to, brought into the row of a narrow screen.
const row = document.querySelector(".sections ul");
const current = [...(row?.querySelectorAll("a") ?? [])].find((a) => a.pathname === location.pathname);
if (current) {
  current.setAttribute("aria-current", "page");
  requestAnimationFrame(() => setTimeout(() => { row.scrollLeft = current.offsetLeft - 24; }));
}

"""The dateline as printed: city in capitals, the state shortened as AP does, the agency in brackets, a dash.

Source of the rules: Associated Press Stylebook, “datelines” and “state names”.
"""

from __future__ import annotations

# Shortened after the name of a city; the eight states that AP never shortens are not here.
STATES = {
    "alabama": "Ala.", "arizona": "Ariz.", "arkansas": "Ark.", "california": "Calif.", "colorado": "Colo.",
    "connecticut": "Conn.", "delaware": "Del.", "district of columbia": "D.C.", "florida": "Fla.", "georgia": "Ga.",
    "illinois": "Ill.", "indiana": "Ind.", "kansas": "Kan.", "kentucky": "Ky.", "louisiana": "La.",
    "maryland": "Md.", "massachusetts": "Mass.", "michigan": "Mich.", "minnesota": "Minn.", "mississippi": "Miss.",
    "missouri": "Mo.", "montana": "Mont.", "nebraska": "Neb.", "nevada": "Nev.", "new hampshire": "N.H.",
    "new jersey": "N.J.", "new mexico": "N.M.", "new york": "N.Y.", "north carolina": "N.C.", "north dakota": "N.D.",
    "oklahoma": "Okla.", "oregon": "Ore.", "pennsylvania": "Pa.", "rhode island": "R.I.", "south carolina": "S.C.",
    "south dakota": "S.D.", "tennessee": "Tenn.", "vermont": "Vt.", "virginia": "Va.", "washington": "Wash.",
    "west virginia": "W.Va.", "wisconsin": "Wis.", "wyoming": "Wyo.",
}  # fmt: skip

# Cities that stand without their state, with the state they would have.
ALONE = {
    "ATLANTA": "Ga.", "BALTIMORE": "Md.", "BOSTON": "Mass.", "CHICAGO": "Ill.", "CINCINNATI": "Ohio",
    "CLEVELAND": "Ohio", "DALLAS": "Texas", "DENVER": "Colo.", "DETROIT": "Mich.", "HONOLULU": "Hawaii",
    "HOUSTON": "Texas", "INDIANAPOLIS": "Ind.", "LAS VEGAS": "Nev.", "LOS ANGELES": "Calif.", "MIAMI": "Fla.",
    "MILWAUKEE": "Wis.", "MINNEAPOLIS": "Minn.", "NEW ORLEANS": "La.", "NEW YORK": "N.Y.",
    "OKLAHOMA CITY": "Okla.", "PHILADELPHIA": "Pa.", "PHOENIX": "Ariz.", "PITTSBURGH": "Pa.",
    "ST. LOUIS": "Mo.", "SALT LAKE CITY": "Utah", "SAN ANTONIO": "Texas", "SAN DIEGO": "Calif.",
    "SAN FRANCISCO": "Calif.", "SEATTLE": "Wash.", "WASHINGTON": "D.C.",
}  # fmt: skip


def place_in_style(place: str) -> str:
    """“Annapolis, Maryland” as “ANNAPOLIS, Md.”; “Baltimore, Md.” as “BALTIMORE”. Other words stay as given."""
    city, comma, region = (part.strip() for part in place.partition(","))
    city = city.upper()
    if not comma or not region:
        return city
    region = STATES.get(region.casefold(), region)
    return city if ALONE.get(city) == region else f"{city}, {region}"


def dateline(place: str, source: str) -> str:
    """What stands before the dash: “BALTIMORE (WJZ)”, “LONDON”, “(AP)”; empty when both are."""
    parts = [place_in_style(place)] if place.strip() else []
    if source.strip():
        parts.append(f"({source.strip()})")
    return " ".join(parts)

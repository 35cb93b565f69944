"""Words for an invented archive: places, people, boards and turns of phrase that belong to nobody."""

PLACES = (
    "BRACKWATER", "PORT ELLORY", "SALTMERE, Md.", "DUNHOLLOW", "VESPER FALLS", "OXLEY, Ohio", "TAMBOUR BAY",
    "CALDER JUNCTION", "EAST WICKET", "MARROW CREEK, Va.",
)  # fmt: skip
FIRST = (
    "Adela", "Bram", "Corinne", "Desmond", "Elspeth", "Farouk", "Greta", "Hollis", "Imke", "Joaquin", "Keziah",
    "Lorcan", "Maribel", "Nestor", "Odile", "Percy", "Quilla", "Rosalind", "Stellan", "Tamsin", "Ulric", "Verity",
    "Winslow", "Yolanda",
)  # fmt: skip
LAST = (
    "Abernoth", "Brightwell", "Castellane", "Dunmarrow", "Eastlake", "Fennimore", "Garrowby", "Holloway", "Inverness",
    "Jessamine", "Kettering", "Lindholm", "Marchbanks", "Nettleship", "Okonjo", "Pemberley", "Quarrington", "Ravensby",
    "Saltonstall", "Thistlewood", "Underhill", "Vanterpool", "Wetherall", "Yarborough",
)  # fmt: skip
WRITERS = (
    "Nora Whitcombe", "Silas Arden", "Petra Malone", "Julian Osgood", "Hedda Crane", "Mateo Lindgren", "Ruth Anselm",
    "Caleb Foxworth",
)  # fmt: skip
BODIES = (
    "city council", "school board", "harbor commission", "county court", "transit authority", "planning board",
    "water district", "hospital trust", "library board", "state assembly",
)  # fmt: skip
MATTERS = (
    "a night bus along the river", "new pipes under the old town", "a longer school day", "a second crane at the pier",
    "a cap on parking fees", "repairs to the footbridge", "a clinic in the east end", "a tax on empty houses",
    "later hours for the library", "a wall against the spring tides", "cheaper ferry tickets", "a lease for the mill",
)  # fmt: skip
VERDICTS = ("approved", "rejected", "delayed", "narrowed", "revived", "agreed to study")
ROLES = (
    "council member", "deputy mayor", "chief engineer", "union president", "school principal", "harbor master",
    "finance director", "fire captain", "professor of economics", "county clerk",
)  # fmt: skip
SUBJECTS = (
    ("medtop:20000593", "Local government"), ("medtop:20000412", "Public works"), ("medtop:20000337", "Transport"),
    ("medtop:20000398", "Schools"), ("medtop:20000448", "Health care"), ("medtop:20000106", "Courts"),
    ("medtop:20000210", "Housing"), ("medtop:20000424", "Environment"), ("", "River walk"), ("", "Spring tides"),
    ("", "Night bus"), ("", "Old town"),
)  # fmt: skip
SECTIONS = ("Local", "Courts", "Business", "Environment")
SAID = (
    "We have waited nine years for this and I do not intend to wait a tenth",
    "Nobody in this room can tell me what it will cost by the time it is built",
    "The money is there, and the plans are there, and what is missing is the will",
    "I have read all of it twice, and I still cannot find the part about the neighbors",
    "People will judge us by whether the lights are on in the morning",
    "It is the first good news this street has had since the flood",
    "If the numbers hold through the summer, we can begin before the frost",
    "You can call it a compromise, but my members will call it a cut",
)
PLAIN = (
    "The vote came after four hours of testimony in a hall so full that the doors were left open to the corridor.",
    "Work could begin in the spring if the state releases a grant that has been promised twice and spent once.",
    "A consultant put the price at {price} million dollars, about a third more than the estimate given last year.",
    "Opponents said the plan would push traffic into the narrow streets behind the market, where children play.",
    "Records show that the same proposal was turned down in {year}, when only {low} people came to speak.",
    "The contract runs for {low} years and can be ended by either side with a notice of six months.",
    "Residents of the lower streets have until the end of the month to send their comments in writing.",
    "A second reading is set for next week, and two members said they had not yet made up their minds.",
    "The report, which runs to {price} pages, was posted late on Friday without its tables of figures.",
    "Last winter the same crews replaced {low} miles of line at night, when the streets were empty.",
    "Supporters wore green scarves and filled the left side of the hall; the right side stayed mostly empty.",
    "No date has been given for the opening, and the office did not answer a list of written questions.",
)

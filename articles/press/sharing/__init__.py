"""Cards that other sites show for a link: what a card says, how its words are set, how it is drawn."""

"""From files on disk to drafts ready to be filed: read in streams, parsed in worker processes where asked."""

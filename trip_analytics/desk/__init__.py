"""For the desk alone: what to chase after an import, and which comments may be quoted."""

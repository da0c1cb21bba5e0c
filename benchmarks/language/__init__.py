"""How well sales talk is understood: hand-written sentences, a plain baseline beside us, speed and memory."""

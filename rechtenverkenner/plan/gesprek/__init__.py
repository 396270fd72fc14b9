"""The conversation with a household: cards, answers as somebody types them, undo and change; it knows no terminal."""

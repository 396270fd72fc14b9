"""The JSON Schemas that give help in an editor: Dutch texts, known ids, and what may stand where."""

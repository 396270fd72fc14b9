"""Many households at once: rules as columns, over tables of households, persons and connections."""

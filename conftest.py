"""What pytest leaves alone: the one module that needs durable_rules, where that could not be built."""

from __future__ import annotations

from rechtenverkenner.motor.keten import waarom_geen_durable

collect_ignore = ["rechtenverkenner/motor/keten_durable.py"] if waarom_geen_durable() else []

"""tasklist 任务清单台账: nouns in the order data flows; a module imports only what stands above it.

The order is held by tests/test_architecture.py.
"""

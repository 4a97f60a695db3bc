"""The composition root: the engine, its timer and the adapters on one asyncio loop."""

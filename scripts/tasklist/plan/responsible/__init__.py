"""责任单位: whom a phrase means."""

"""Pictures and documents of the office: who may use which, what uses them, who may read them."""

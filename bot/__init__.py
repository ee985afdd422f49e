"""The mouth and ears of the coach: everything that is chat, process or schedule."""

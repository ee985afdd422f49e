"""Where the coach's knowledge is kept: the only room that knows SQLAlchemy."""

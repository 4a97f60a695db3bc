"""What a routine knows of one person's body: the answers given, how hard it may be, how the week went. Pure."""

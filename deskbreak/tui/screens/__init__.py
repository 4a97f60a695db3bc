"""The screens a person sees; each takes a `View` in and sends actions of the app out."""

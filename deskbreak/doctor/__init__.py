"""Whether deskbreak works on this machine and in this session: looks, names what is wrong and how to mend it.

It changes nothing and shows nothing. Every check has a deadline; none needs a running service.
"""

"""The drawn figure: poses as data -> pictures in cells, a function of time. Pure but for `files` and `gallery`."""

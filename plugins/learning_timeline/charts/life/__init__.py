"""A Timeline in, the life out: one picture of every post, the topics as a stream, and the milestones of the world above.

`axis` says where a day stands, `stream` where the topics flow and where each post is in them, `ribbon` where milestones
stand, and `picture` puts them together as plain values, with the still that pages show before any script runs. The script
`life.js` computes the same for a canvas.
"""

from .picture import LifePicture, life_picture

__all__ = ["LifePicture", "life_picture"]

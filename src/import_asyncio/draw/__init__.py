"""Draws recordings and orders, and says them in words; runs nothing.

``draw_timeline``, ``draw_orders`` and ``draw_progress`` make pictures of data, and
``describe_recording`` and ``describe_orders`` sentences. A style sheet comes with them.
"""

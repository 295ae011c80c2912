"""Has it substance?"""

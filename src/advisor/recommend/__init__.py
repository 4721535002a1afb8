"""From judged candidates to explained advice: compose, choose, rank, explain, compare."""

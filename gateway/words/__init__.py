"""Every code as a sentence, in Swedish and English."""

"""What channels and tables bring, judged row by row."""

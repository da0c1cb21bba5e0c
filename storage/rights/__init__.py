"""What each person may see and do, in SQL; the rules that change it, the codes and tokens that open it."""

"""Many people at once, programs that are killed and answers that are lost: nothing is lost, nothing is twice."""

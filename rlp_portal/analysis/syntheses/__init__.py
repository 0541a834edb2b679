"""The document written over a sample: computed sentences, people’s paragraphs, passages quoted."""

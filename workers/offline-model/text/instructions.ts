/** Forms of text that speak to whoever reads it with a machine; a document that answers a question has no need of them. */
const INSTRUCTIONS = [
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|rules|guidelines)\b/i,
  /^["'*_\s]*(?:system|assistant|developer)\s*:/i,
  /\byou are now\b/i,
  /\banswer (?:every|any|all|each) questions?\b/i,
  /\b(?:your|new) (?:system )?prompt\b/i,
  /\bas an? (?:ai|language) model\b/i,
];

/** Whether a sentence reads as an instruction to a model instead of a statement. Such a sentence is never given as an answer. */
export function readsAsInstruction(sentence: string): boolean {
  return INSTRUCTIONS.some((form) => form.test(sentence));
}

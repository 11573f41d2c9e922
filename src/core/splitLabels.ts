/** Labels as people type them: between commas, semicolons (of any script) or line ends; each once, without the spaces around. */
export function splitLabels(typed: string): string[] {
  const labels = typed.split(/[,;\n،؛、，；፣]/u).map((label) => label.trim());
  return [...new Set(labels.filter((label) => label !== ''))];
}

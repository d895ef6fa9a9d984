import type { Rule } from 'eslint';

export const wordsInCatalogue: Rule.RuleModule;

// A rule for ESLint: what people see stands in shared/catalogue, nowhere else.

/** Attributes of elements, and properties of dialogs and menus, that are read or heard. */
const SEEN = new Set([
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'body',
  'buttonLabel',
  'buttons',
  'checkboxLabel',
  'description',
  'detail',
  'error',
  'label',
  'message',
  'placeholder',
  'sublabel',
  'subtitle',
  'title',
  'toolTip',
]);

const LETTER = /\p{L}/u;

/** The literals of an expression that may be shown: branches, operands and parts of it, not what a function is called with. */
function literalsIn(node) {
  switch (node?.type) {
    case 'Literal':
      return typeof node.value === 'string' && LETTER.test(node.value) ? [node] : [];
    case 'TemplateLiteral':
      return [
        ...node.quasis.filter((part) => LETTER.test(part.value.cooked ?? '')),
        ...node.expressions.flatMap(literalsIn),
      ];
    case 'ConditionalExpression':
      return [...literalsIn(node.consequent), ...literalsIn(node.alternate)];
    case 'LogicalExpression':
      return [...literalsIn(node.left), ...literalsIn(node.right)];
    case 'BinaryExpression':
      return node.operator === '+' ? [...literalsIn(node.left), ...literalsIn(node.right)] : [];
    case 'ArrayExpression':
      return node.elements.flatMap(literalsIn);
    case 'JSXExpressionContainer':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
      return literalsIn(node.expression);
    default:
      return [];
  }
}

const nameOf = (key) => (key.type === 'Literal' ? String(key.value) : key.name);

/** Refuses a visible text that is written where it is shown. */
export const wordsInCatalogue = {
  meta: {
    type: 'problem',
    docs: { description: 'what people see stands in shared/catalogue' },
    messages: { loose: 'Put this text into shared/catalogue, where every language has it.' },
    schema: [],
  },
  create(context) {
    const refuse = (nodes) => {
      for (const node of nodes) context.report({ node, messageId: 'loose' });
    };
    return {
      JSXText: (node) => refuse(LETTER.test(node.value) ? [node] : []),
      'JSXElement > JSXExpressionContainer, JSXFragment > JSXExpressionContainer': (node) => refuse(literalsIn(node)),
      JSXAttribute: (node) => refuse(SEEN.has(node.name.name) ? literalsIn(node.value) : []),
      Property: (node) => refuse(!node.computed && SEEN.has(nameOf(node.key)) ? literalsIn(node.value) : []),
    };
  },
};

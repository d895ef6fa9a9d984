/** The documents' pictures, by the picture of the gallery that each is. */
export const DOCUMENTED = {
  'verify-drop.png': 'verify-drop-1024x700-light.png',
};

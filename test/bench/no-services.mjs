// Stands in for services.mjs in a checkout whose core cannot be opened as a whole.
const missing = () => Promise.reject(new Error('electron/core/open-services.ts is not there'));
export { missing as signByKeyTask, missing as signTask, missing as verifyTask };

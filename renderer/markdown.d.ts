/** A document as the build reads it (`build/help-pages.mjs`). */
declare module '*.md' {
  // An ambient module cannot import by a relative name.
  // eslint-disable-next-line @typescript-eslint/consistent-type-imports
  const page: import('./parts/help/page.ts').HelpPage;
  export default page;
}

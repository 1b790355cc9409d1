/** The declarations of the language by their file names; the build puts them in. */
declare module "yieldwise:libraries" {
  const libraries: Readonly<Record<string, string>>;
  export default libraries;
}

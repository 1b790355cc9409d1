/** What the cases of rules, and the examples on their pages, may use without saying where it comes from. */
export const prelude = `
declare function sleep(ms: number): Promise<void>;
declare function read(name?: string): Promise<string>;
declare function load(page: number): Promise<{ readonly items: string[]; readonly last: boolean }>;
declare function use(value: unknown): void;
declare const source: AsyncIterable<string>;
declare const names: string[];
`;

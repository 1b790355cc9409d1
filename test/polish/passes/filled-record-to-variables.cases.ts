import { filledRecordToVariables } from "../../../src/engine/polish/passes/filled-record-to-variables";
import { testPass } from "../cases";
import { withArgs } from "../worlds";

testPass(filledRecordToVariables, [
  {
    name: "one result is filled in each round",
    before: `
      function* generated(list: string[]) {
        const result = { value: "", done: false };
        let i = 0;
        while (true) {
          result.done = i >= list.length;
          result.value = list[i++]!;
          if (result.done) return;
          yield result.value;
        }
      }`,
    after: `
      function* generated(list: string[]) {
        let value = "";
        let done = false;
        let i = 0;
        while (true) {
          done = i >= list.length;
          value = list[i++]!;
          if (done) return;
          yield value;
        }
      }`,
    worlds: [withArgs(() => [["a", "b"]]), withArgs(() => [[]])],
  },
  {
    name: "a name is taken",
    before: `
      function* generated(value: number) {
        const result = { done: false, value: 0 };
        while (true) {
          result.value += value;
          if (result.value > 9) return;
          yield result.value;
        }
      }`,
    after: `
      function* generated(value: number) {
        let done = false;
        let current = 0;
        while (true) {
          current += value;
          if (current > 9) return;
          yield current;
        }
      }`,
    worlds: [withArgs(() => [4]), withArgs(() => [10])],
  },
  {
    name: "the object is handed on",
    before: `
      function* generated(list: string[], see: (result: object) => void) {
        const result = { value: "", done: false };
        for (const text of list) {
          result.value = text;
          see(result);
          yield result.value;
        }
      }`,
  },
  {
    name: "a closure knows the object",
    before: `
      function* generated(list: string[], tell: (last: () => string) => void) {
        const result = { value: "", done: false };
        tell(() => result.value);
        for (const text of list) {
          result.value = text;
          yield result.value;
        }
      }`,
  },
  {
    name: "its function has the object for its this",
    before: `
      function* generated(makers: (() => number)[]) {
        const result = { value: () => 0, done: false };
        for (const make of makers) {
          result.value = make;
          yield result.value();
        }
      }`,
  },
  {
    name: "the author wrote its type",
    before: `
      function* generated(list: string[]) {
        const result: { value: string | undefined; done: boolean } = { value: undefined, done: false };
        for (const text of list) {
          result.value = text;
          yield result.value;
        }
      }`,
  },
  {
    name: "it has more than a result has",
    before: `
      function* generated(list: string[]) {
        const result = { value: "", done: false, at: 0 };
        for (const text of list) {
          result.value = text + result.at++;
          yield result.value;
        }
      }`,
  },
  {
    name: "nothing writes it, which is another's business",
    before: `
      function* generated(text: string) {
        const result = { value: text, done: false };
        if (result.done) return;
        yield result.value;
      }`,
  },
]);

// What failed while everything ran at once is tried once more with nothing beside it, whole files, and named in the closing lines:
// what stands then was kept from its time by the machine, not by a fault. More failures than FEW are no chance: they stay.
import { relative } from 'node:path'

/** Of the files in which a test failed: their names, the names of the failed tests, and how many others there are. */
export type Failures = { files: string[]; names: string[]; passed: number; skipped: number }

export const NO_FAILURES: Failures = { files: [], names: [], passed: 0, skipped: 0 }

/** Failures of both runs together that are tried again. */
const FEW = 4

type UnitResult = { testResults: { name: string; status: string; assertionResults: { status: string; fullName: string }[] }[] }

/** Reads Vitest's JSON. A file that could not be loaded is named itself. */
export function unitFailures({ testResults }: UnitResult, root: string): Failures {
  const failed = testResults.filter(({ status }) => status === 'failed')
  const tests = failed.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ file: relative(root, name), ...test })),
  )
  const unloaded = failed.filter(({ assertionResults }) => !assertionResults.some(({ status }) => status === 'failed'))
  return {
    files: failed.map(({ name }) => relative(root, name)),
    names: [
      ...tests.filter(({ status }) => status === 'failed').map(({ file, fullName }) => `${file}: ${fullName}`),
      ...unloaded.map(({ name }) => relative(root, name)),
    ],
    passed: tests.filter(({ status }) => status === 'passed').length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').length,
  }
}

type Suite = { file: string; suites?: Suite[]; specs: { title: string; tests: { status: string }[] }[] }

/** Reads Playwright's JSON. A test that did not run because one before it failed counts as skipped. */
export function browserFailures({ suites }: { suites: Suite[] }): Failures {
  const all = (some: Suite[]): Suite[] => some.flatMap((suite) => [suite, ...all(suite.suites ?? [])])
  const tests = all(suites).flatMap(({ file, specs }) =>
    specs.flatMap((spec) => spec.tests.map(({ status }) => ({ file, status, title: spec.title }))),
  )
  const failed = tests.filter(({ status }) => status === 'unexpected')
  const files = [...new Set(failed.map(({ file }) => file))]
  const beside = (wanted: string) => tests.filter(({ file, status }) => files.includes(file) && status === wanted).length
  return {
    files,
    names: failed.map(({ file, title }) => `${file}: ${title}`),
    passed: beside('expected'),
    skipped: beside('skipped'),
  }
}

/** Whether they are so few that a second try tells chance from fault. */
export function areFew(...all: Failures[]): boolean {
  const count = all.reduce((sum, { names }) => sum + names.length, 0)
  return count > 0 && count <= FEW
}

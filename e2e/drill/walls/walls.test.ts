// Code in web's and gateway's place tries everything, and each wall taken away alone lets something through.
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { allTries } from './all-tries.ts'
import { REMOVALS } from './removals.ts'
import { runTries, wordsOf } from './run-tries.ts'
import { openScene, type Scene, type Try } from './try.ts'
import { seedWorld, type WallsWorld } from './world.ts'

let world: WallsWorld
let scene: Scene
let tries: Try[]
beforeAll(async () => {
  world = await seedWorld(inject('postgresUrl'))
  scene = await openScene(world)
  tries = await allTries(scene)
})
afterAll(async () => {
  await scene.drop()
  await world.drop()
})

test('a thief in web or gateway gets nothing but what is known to remain, each try refused in the words of its wall', async () => {
  const tried = await runTries(scene, tries)
  expect(new Set(tried.map(({ does, about }) => `${about}: ${does}`)).size).toBe(tried.length)
  expect(tried.length).toBeGreaterThan(500)
  expect(
    tried.filter(({ isAsExpected }) => !isAsExpected).map(({ about, does, result }) => `${about}: ${does}: ${wordsOf(result)}`),
  ).toEqual([])
})

describe('without one wall the drill is red', () => {
  test.each(REMOVALS)('$wall', async ({ sql, red }) => {
    const open = await openScene(world, sql)
    try {
      const chosen = tries.filter(({ does, about }) => red.includes(does) && !about.endsWith('(gateway)'))
      expect(chosen.map(({ does }) => does).sort()).toEqual([...red].sort())
      const tried = await runTries(open, chosen)
      expect(
        tried.filter(({ result }) => result.kind !== 'got').map(({ does, result }) => `${does}: ${wordsOf(result)}`),
      ).toEqual([])
    } finally {
      await open.drop()
    }
  })
})

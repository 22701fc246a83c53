// biome-ignore-all lint/suspicious/noTemplateCurlyInString: templates that nobody filled in are what this is about
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findPlaceholder } from '../../src/words/placeholder.ts'
import { readToy, TOY } from './toy.ts'

const text = readFileSync(join(TOY, 'benchmark.yaml'), 'utf8')
const model = readFileSync(join(TOY, 'model/container_config.yaml'), 'utf8')

test.each([
  '${{ github.repository }}',
  'bench-${{ matrix.os }}-x',
  '{{ cookiecutter.name }}',
  '{{name}}',
  '{% if x %}a{% endif %}',
  '<%= name %>',
  '<your benchmark>',
  'lab-<NAME>',
  '${NAME}',
  'YOUR_NAME',
  'TODO',
  'CHANGEME',
  'CHANGE_ME',
  '<REPLACE-ME>',
  'TBD.',
])('the name %s is refused, because it is for ever', async (name) => {
  const { said } = await readToy({
    'benchmark.yaml': text.replace('name: toy', `name: ${JSON.stringify(name)}`),
  })
  expect(said).toEqual([
    expect.stringMatching(
      /^error benchmark.yaml:2 `name` has .* in it, which nobody filled in \| It is a placeholder/,
    ),
  ])
  expect(
    (
      await readToy({
        'benchmark.yaml': text.replace('config: model', `name: ${JSON.stringify(name)}\n  config: model`),
      })
    ).said,
  ).toEqual([expect.stringContaining('`reference_model.name` has')])
})

test.each([
  'TODO list of words',
  'todo-bench',
  'p < 0.05 > q',
  'a <- b',
  'sets {a, b}',
  'price $5',
  'your-lab bench',
  '50% off %',
  'change me not',
])('the name %s is honest', async (name) => {
  expect(findPlaceholder(name)).toBeUndefined()
  expect((await readToy({ 'benchmark.yaml': text.replace('name: toy', `name: "${name}"`) })).said).toEqual([])
})

test('a description with one is only warned of', async () => {
  const said = async (words: string) =>
    (await readToy({ 'benchmark.yaml': text.replace('Toy benchmark', words) })).said
  expect(await said('Of ${{ github.repository }}')).toEqual([
    expect.stringMatching(/^warning benchmark.yaml:3 `description`/),
  ])
  expect(await said('TODO')).toHaveLength(1)
  expect(await said('All with a <b> or TODO in them')).toEqual([])
})

test('a path that nobody filled in is not looked for long', async () => {
  const { said } = await readToy({ 'benchmark.yaml': text.replace('path: demo/', 'path: "{{ demo }}"') })
  expect(said).toEqual([
    'error benchmark.yaml:6 Demo dataset {{ demo }} does not exist | It is a placeholder: write what it stands for.',
  ])
})

test('a folder may be called like one, if it is there', async () => {
  const files = {
    '{{cookiecutter.x}}/paths.yaml': 'data_path: a\nlabels_path: a\n',
    '{{cookiecutter.x}}/a/1': 'x',
    'benchmark.yaml': text.replace('path: demo/', 'path: "{{cookiecutter.x}}"'),
  }
  expect((await readToy(files)).said).toEqual([])
})

describe('a configuration', () => {
  const MODEL = 'model/container_config.yaml'

  test.each([
    ['image: {{ words.image }}', '{{ words.image }}'],
    ['image: {{words.image}}:{{tag}}', '{{words.image}}'],
    ['{% if gpu %}', '{% if gpu %}'],
    ['image: {{ image | default("a:b") }}', '{{ image | default("a:b") }}'],
  ])('%s is no YAML, because nobody filled it in', async (line, found) => {
    const { said } = await readToy({ [MODEL]: `container_type: DockerImage\n${line}\ntasks: {}\n` })
    expect(said).toEqual([
      `error ${MODEL}:2 this container configuration cannot be read: ${found} is a placeholder that nobody filled in | Write what it stands for; if it is meant as text, put the whole value in quotes.`,
    ])
  })

  test('a mapping in two braces is another slip', async () => {
    const { said } = await readToy({ [MODEL]: 'container_type: {{ a: 1 }}\n' })
    expect(said[0]).toContain('a list or mapping cannot be a key')
  })

  test('marks of a merge are named', async () => {
    const { said } = await readToy({
      [MODEL]: `container_type: DockerImage\n<<<<<<< HEAD\nimage: a:1\n=======\nimage: a:2\n>>>>>>> other\n`,
    })
    expect(said).toEqual([expect.stringContaining('the marks of a merge with a conflict')])
  })

  const withEnv = (value: string) =>
    model.replace(/environment:.*/, `environment: {A: ${JSON.stringify(value)}}`)

  test.each(['${{ secrets.A }}', 'x ${{ env.B }} y', '{{ value }}', '{% raw %}', 'CHANGEME'])(
    'a variable that is %s is warned of on its line',
    async (value) => {
      const { said } = await readToy({ [MODEL]: withEnv(value) })
      expect(said).toEqual([
        expect.stringMatching(
          `^warning ${MODEL}:\\d+ \`tasks.infer.run_args.environment.A\` has .*, which nobody filled in`,
        ),
      ])
    },
  )

  test.each(["awk '{{ print $1 }}' f", 'Say {{ name }}, please', '${HOME}/x', '<unk>', 'a {b: {c: d}}'])(
    'a variable that is %s is honest',
    async (value) => {
      expect((await readToy({ [MODEL]: withEnv(value) })).said).toEqual([])
    },
  )
})

test('parameters with a prompt in them are honest, and one that is a template alone is warned of', async () => {
  const said = async (parameters: string) => (await readToy({ 'prep/parameters.yaml': parameters })).said
  expect(await said('prompt: "Answer {{ question }}"\nunk: <unk>\nshape: {a: {b: 1}}\n')).toEqual([])
  expect(await said('a: 1\nlist: ["{{ size }}"]\n')).toEqual([
    expect.stringMatching(/^warning prep\/parameters.yaml:2 `list.0` has `{{ size }}` in it/),
  ])
  expect(await said('name: ${{ github.sha }}\n')).toHaveLength(1)
})

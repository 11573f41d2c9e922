import type { PromptLanguage } from './promptLanguage.ts';

const instructionsFormat = `只回答新任务。每个任务之前单独写上这一行：
=== 指令 ===`;

/** Simplified characters. Traditional Chinese is asked for in English: these words would draw the answers to the other script. */
export const chinese: PromptLanguage = {
  tag: 'zh-Hans',
  reviewedBy: 'unreviewed',
  prompts: {
    instructions: {
      template: `你正在帮助建立一个任务集，语言模型将用它来学习如何遵循指令。
下面是任务集中的一些任务。请再写{{count}}个能与它们放在一起的新任务。{{languages}}{{purpose}}

每个新任务都要做到：
- 要求的内容与所示任务不同，属于另一个生活领域，或者需要另一种形式的回答；
- 开头的动词和句式与其他任务不同：有提问，有要求，有长有短；
- 只靠阅读和书写文字就能完成；
- 表述完整：如果需要处理某段文字、某份清单或某些数据，请说明是哪一类，但不要给出内容。

任务集中的任务：

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classificationInstructions: {
      template: `你正在帮助建立一个任务集，语言模型将用它来学习如何遵循指令。
下面是任务集中的一些分类任务：每个任务的答案都是从少数几个固定标签中选出的一个。请再写{{count}}个能与它们放在一起的新分类任务。{{languages}}{{purpose}}

每个新任务都要做到：
- 列出所有可供选择的标签；
- 判断的对象与所示任务不同：换一个生活领域，换一个问题，换一组标签；
- 只靠阅读和书写文字就能完成。

任务集中的任务：

{{demonstrations}}`,
      format: instructionsFormat,
    },
    classification: {
      template: `请判断一个任务是不是分类任务。所谓分类任务，是指无论输入是什么，答案总是从少数几个固定标签中选出的一个。

示例：

{{demonstrations}}

需要判断的任务：

{{instruction}}`,
      format: `请在这一行之后只用一个字回答“是”或“否”：
=== 分类 ===`,
    },
    inputFirst: {
      template: `请为一个任务写出{{count}}个示例。每个示例先写一个可以交给该任务的输入，再写出与之对应的正确而完整的输出。
如果该任务不需要输入，就把输入留空，并且只写一个示例。{{languages}}如果任务要求使用其他语言，则以任务为准。输入要具体，不要留下待填的空白。

已完成任务的示例：

{{demonstrations}}

需要完成的任务：

{{instruction}}`,
      format: `只回答示例。每个部分写在各自的标题行之下，格式如下：
=== 输入 ===
（输入，或留空）
=== 输出 ===
（输出）`,
    },
    outputFirst: {
      template: `请为一个分类任务写出示例。依次选取该任务允许的标签，最多{{count}}个：先把标签写成输出，再写一个适用于该标签的输入。
{{languages}}如果任务要求使用其他语言，则以任务为准。输入要具体，不要留下待填的空白。

已完成任务的示例：

{{demonstrations}}

需要完成的任务：

{{instruction}}`,
      format: `只回答示例。每个部分写在各自的标题行之下，格式如下：
=== 输出 ===
（标签）
=== 输入 ===
（输入）`,
    },
    regenerate: {
      template: `请完成一个任务。它属于一个让语言模型学习遵循指令的任务集；你写的内容将成为它的输出，供模型学习。

输出必须
- 正确而完整，做到指令要求的一切，也不多做；
- 符合指令要求的形式和长度；如果要的是标签，就只写标签，写法与指令中一致；
- 直接面向给出指令的人，不要提到本次请求。

{{languages}}如果任务要求使用其他语言，则以任务为准。

任务：

{{instruction}}

任务的输入：

{{input}}`,
      format: `只回答输出，写在下面这一行之下：
=== 输出 ===`,
    },
    tasks: {
      template: `你正在帮助建立一个任务集，语言模型将用它来学习如何遵循指令。
下面是任务集中的一些任务，每个任务都附有一组输入和输出作为示例。请再写{{count}}个能与它们放在一起的新任务。{{languages}}{{purpose}}

每个新任务都要做到：
- 要求的内容与所示任务不同，属于另一个生活领域，或者需要另一种形式的回答；
- 开头的动词和句式与其他任务不同：有提问，有要求，有长有短；
- 只靠阅读和书写文字就能完成；
- 输入具体，不超过几句话；不需要输入时留空；
- 输出对该输入而言正确而完整。

任务集中的任务：

{{demonstrations}}`,
      format: `只回答新任务。每个部分写在各自的标题行之下，每个任务都从第一个标题行开始，格式如下：
=== 任务 ===
=== 指令 ===
（指令）
=== 分类 ===
（如果答案是从少数几个固定标签中选出的一个，写“是”；否则写“否”）
=== 输入 ===
（输入，或留空）
=== 输出 ===
（输出）`,
    },
  },
  headings: { TASK: '任务', INSTRUCTION: '指令', CLASSIFICATION: '分类', INPUT: '输入', OUTPUT: '输出' },
  labels: { task: '任务：', classification: '分类：', input: '输入：', output: '输出：' },
  none: '（无）',
  answers: { yes: ['是', '是的', '对'], no: ['否', '不是', '不', '不对'] },
  writing: {
    all: '请使用以下语言书写：{{language}}。',
    fields: '{{fields}}请使用以下语言书写：{{language}}。',
    names: { instruction: '指令', input: '输入', output: '输出' },
  },
};

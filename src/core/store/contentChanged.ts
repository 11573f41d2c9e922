/** The task was changed on disk since the reviewer saw it. */
export class ContentChanged extends Error {
  constructor() {
    super('This task was changed since it was shown. Nothing was recorded: look at the new text and decide again.');
    this.name = 'ContentChanged';
  }
}

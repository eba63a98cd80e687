/** Takes over the editor's language. The page imports this first, since some texts are made while modules load. */
import { config } from '@vscode/l10n';
import { useLocale } from '../src/ui/numberText.ts';

const { texts } = document.body.dataset;
if (texts !== undefined && texts !== '') config({ contents: texts });
useLocale(document.documentElement.lang);

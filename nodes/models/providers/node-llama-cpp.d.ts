/** What is used of node-llama-cpp: it is not installed by default, so its own declarations may not be there. */
declare module "node-llama-cpp" {
  export interface TokenMeterState {
    readonly usedInputTokens: number;
    readonly usedOutputTokens: number;
  }
  export interface LlamaContextSequence {
    readonly nextTokenIndex: number;
    readonly tokenMeter: {
      getState(): TokenMeterState;
      diff(before: TokenMeterState): TokenMeterState;
    };
  }
  export interface LlamaContext {
    getSequence(): LlamaContextSequence;
  }
  export interface LlamaModel {
    readonly trainContextSize: number;
    createContext(options: {
      readonly contextSize?: number;
      readonly sequences?: number;
      readonly threads?: number;
    }): Promise<LlamaContext>;
  }
  export interface LlamaGrammar {
    readonly grammar: string;
  }
  export interface Llama {
    loadModel(options: { readonly modelPath: string }): Promise<LlamaModel>;
    createGrammarForJsonSchema(schema: Readonly<Record<string, unknown>>): Promise<LlamaGrammar>;
  }
  export function getLlama(options: {
    readonly build: "never";
    readonly logLevel: "error";
  }): Promise<Llama>;

  export type ChatHistoryItem =
    | { readonly type: "system" | "user"; readonly text: string }
    | { readonly type: "model"; readonly response: string[] };

  export class LlamaChatSession {
    constructor(options: {
      readonly contextSequence: LlamaContextSequence;
      readonly autoDisposeSequence: boolean;
    });
    setChatHistory(history: readonly ChatHistoryItem[]): void;
    promptWithMeta(
      prompt: string,
      options: {
        readonly grammar?: LlamaGrammar;
        readonly signal?: AbortSignal;
        readonly maxTokens: number;
        readonly temperature: number;
        readonly trimWhitespaceSuffix: boolean;
      },
    ): Promise<{ readonly responseText: string; readonly stopReason: string }>;
    dispose(options: { readonly disposeSequence: boolean }): void;
  }
}

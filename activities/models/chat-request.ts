import type OpenAI from 'openai';
import type { ArtifactRef } from '../../contract/artifact.ts';
import { MODEL_ANSWERS } from '../../contract/model-answers.ts';
import type { ModelCallRequest, ModelMessage, OfferedTool, ReadImage } from './port.ts';
import { strictJsonSchema } from './strict-json-schema.ts';

type ChatBody = OpenAI.Chat.ChatCompletionCreateParamsStreaming;
type ChatMessage = OpenAI.Chat.ChatCompletionMessageParam;

/** Writes a request in the words of Chat Completions. What is null is left out, since servers differ in what they accept as null. */
export async function chatBody(request: ModelCallRequest, readImage: ReadImage): Promise<ChatBody> {
  const messages = await Promise.all(request.messages.map((message) => chatMessage(message, readImage)));
  return {
    model: request.model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
    response_format: {
      type: 'json_schema',
      json_schema: { name: request.answer, strict: true, schema: strictJsonSchema(MODEL_ANSWERS[request.answer]) },
    },
    ...(request.tools.length === 0
      ? {}
      : { tools: request.tools.map((tool) => chatTool(tool)), tool_choice: request.toolChoice }),
    ...(request.maxOutputTokens === null ? {} : { max_completion_tokens: request.maxOutputTokens }),
    ...(request.reasoningEffort === null ? {} : { reasoning_effort: request.reasoningEffort }),
  };
}

function chatTool(tool: OfferedTool): OpenAI.Chat.ChatCompletionFunctionTool {
  const { name, description, parameters } = tool;
  return { type: 'function', function: { name, description, strict: true, parameters: strictJsonSchema(parameters) } };
}

async function chatMessage(message: ModelMessage, readImage: ReadImage): Promise<ChatMessage> {
  switch (message.role) {
    case 'system':
      return { role: 'system', content: message.text };
    case 'user':
      if (message.images.length === 0) return { role: 'user', content: message.text };
      return {
        role: 'user',
        content: [
          { type: 'text', text: message.text },
          ...(await Promise.all(message.images.map((image) => imagePart(image, readImage)))),
        ],
      };
    case 'assistant':
      return {
        role: 'assistant',
        content: message.text,
        ...(message.toolCalls.length === 0
          ? {}
          : {
              tool_calls: message.toolCalls.map(({ id, name, arguments: written }) => ({
                id,
                type: 'function' as const,
                function: { name, arguments: written },
              })),
            }),
      };
    case 'tool':
      return { role: 'tool', tool_call_id: message.toolCallId, content: message.text };
  }
}

async function imagePart(
  image: ArtifactRef,
  readImage: ReadImage,
): Promise<OpenAI.Chat.ChatCompletionContentPartImage> {
  const base64 = Buffer.from(await readImage(image)).toString('base64');
  return { type: 'image_url', image_url: { url: `data:${image.mediaType};base64,${base64}` } };
}

#pragma once

#include <string>

/// docs/message-states.md, drawn from queue/transition.hpp and queue/message.hpp.
std::string states_document();

// stoltenberg: French news articles in; who, when and what happened out.
#pragma once

#include <stoltenberg/analyzer.hpp>
#include <stoltenberg/article.hpp>
#include <stoltenberg/document.hpp>
#include <stoltenberg/faces.hpp>
#include <stoltenberg/json.hpp>
#include <stoltenberg/resources.hpp>
#include <stoltenberg/timeline.hpp>
#include <stoltenberg/types.hpp>

#pragma once

#include <boost/system/result.hpp>

#include "modem/at/errors.hpp"

namespace hayauma::at {

/// A value, or one of `at::errc`.
template <class T>
using result = boost::system::result<T>;

}  // namespace hayauma::at

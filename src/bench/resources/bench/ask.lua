-- Asks about one pupil after the other, in no order; the first argument is the token, the second how many pupils there are.
function init(arguments)
  token, pupils = arguments[1], tonumber(arguments[2])
  math.randomseed(tonumber(tostring({}):sub(8), 16) % 2147483647)
end

function request()
  return wrk.format("POST", nil,
    { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. token },
    string.format('{"personal_id":"%012d"}', math.random(1, pupils)))
end
